# scimproof as an image without a system: the static binary and the certificate authorities it trusts.
#
#     docker build -t scimproof .
#     docker run --rm scimproof run --demo
#     docker run --rm -e SCIM_TOKEN -v "$PWD:/work" scimproof run --url https://staging.example.com/scim/v2 --yes

FROM rust:1-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates musl-tools \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN .ci/static-build "$(uname -m)-unknown-linux-musl" /out

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/scimproof /usr/local/bin/scimproof
WORKDIR /work
ENTRYPOINT ["/usr/local/bin/scimproof"]
CMD ["--help"]
