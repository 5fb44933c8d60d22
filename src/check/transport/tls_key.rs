use super::*;

check! {
    /// Microsoft Learn: the public key of the tenant's certificate has at least 2048 bits (RSA) or 256 bits
    /// (ECC).
    ///
    /// ## Why it matters
    /// A weaker key is refused in the handshake, by Entra as by any recent client.
    ///
    /// ## Usual cause
    /// An old certificate that is renewed with the same key, or a second one kept for old clients.
    ///
    /// ## How to fix
    /// Have a certificate issued for a new key: RSA 2048, or the curve P-256.
    ///
    /// ## Fails
    /// ```http
    /// Certificate: CN=scim.example.com, RSA 1024
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// Certificate: CN=scim.example.com, ECC 256
    /// ```
    id: "transport/tls-key",
    title: "the key of the certificate MUST have 2048 bits with RSA, or 256 bits with elliptic curves",
    profile: Entra,
    severity: Error,
    covers: ["E-04"],
    sources: [Learn("security-requirements")],
    dialects: Without,
    needs: ["connection/test"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let Some(key) = &e.connection()?.key else {
        return Err(Unjudged::not_shown("the handshake shows no key of a kind that can be measured"));
    };
    let least = if key.kind == "RSA" { 2048 } else { 256 };
    if key.bits >= least {
        return Ok(Vec::new());
    }
    of_connection(
        e,
        "the key of the certificate is too short",
        &format!("{} of {least} bits or more", key.kind),
        format!("{} bits", key.bits),
        "openssl s_client -tls1_2 -cipher ECDHE+AESGCM -connect HOST:443 | openssl x509 -noout -text",
    )
}
