"""An SMTP server for mail.sh: aiosmtpd as it comes, which keeps every message as a file.

    server.py PORT FOLDER MODE CERTIFICATE KEY

MODE is `plain`, `starttls` (refuses mail before STARTTLS) or `tls` (TLS from the start). The last two demand a login,
user and password of which are SMTP_USER and SMTP_PASSWORD.
"""

import json
import os
import pathlib
import ssl
import sys
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Keeper:
    """Writes each message into the folder, with how it came."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.count = 0

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        facts = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "authenticated": bool(session.authenticated),
        }
        (self.folder / f"{self.count}.json").write_text(json.dumps(facts))
        (self.folder / f"{self.count}.eml").write_bytes(envelope.original_content)
        return "250 kept"


def authenticate(server, session, envelope, mechanism, data):
    expected = (os.environ["SMTP_USER"].encode(), os.environ["SMTP_PASSWORD"].encode())
    return AuthResult(success=(data.login, data.password) == expected)


def main():
    port, folder, mode, certificate, key = sys.argv[1:]
    context = None
    if mode != "plain":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
    options = {"hostname": "127.0.0.1", "port": int(port)}
    if mode == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if mode == "tls":
        options |= {"ssl_context": context, "auth_require_tls": False}
    if mode != "plain":
        options |= {"authenticator": authenticate, "auth_required": True}
    Controller(Keeper(folder), **options).start()
    print("ready", flush=True)
    threading.Event().wait()


main()
