# Two images: `app`, which is server, worker and the owner's command alike, and `caddy`, the door in front of them.
# docs/decisions/containers.md says why they are like this.

ARG NODE_IMAGE=docker.io/library/node:26-bookworm-slim
ARG CADDY_IMAGE=docker.io/library/caddy:2

# Node.js 26 needs libatomic, which a base that is barer than the official one may lack.
FROM ${NODE_IMAGE} AS node
RUN node --version || (apt-get update && apt-get install -y --no-install-recommends libatomic1 && rm -rf /var/lib/apt/lists/*)

# The desk, built by what is needed for building alone.
FROM node AS desk
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY core core
COPY web web
COPY scripts/build-desk.ts scripts/
RUN node scripts/build-desk.ts --always

# What runs. Optional packages are the build tools that a library would like to see beside it; nothing needs them.
FROM node AS packages
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund \
 && cd node_modules/better-sqlite3 \
 && rm -rf deps src binding.gyp \
 && find prebuilds -type f ! -name "$(node -p '`${process.platform}-${process.arch}`').node" -delete

FROM node AS app
# No package manager: nothing is installed into a running container.
RUN rm -rf /usr/local/lib/node_modules /usr/local/include /opt/yarn* \
      /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg
WORKDIR /app
COPY --from=packages /build/node_modules node_modules
COPY package.json config.example.yaml LICENSE ./
COPY cli cli
COPY core core
COPY server server
COPY simulator simulator
COPY worker worker
COPY --from=desk /build/web/dist web/dist
# One configuration fits inside and outside: what lies beside config.yaml there is found beside it here.
RUN mkdir -p /data /config node_modules/.cache \
 && ln -s /data /config/data \
 && ln -s /run/secrets /config/secrets \
 && ln -s /app/cli/second-ring.js /usr/local/bin/second-ring \
 && chown 1000:1000 /data node_modules/.cache
# A young generation of 1 MB: 30 MB less in each process, the owner's commands beside the worker too.
ENV NODE_ENV=production SECOND_RING_CONFIG=/config/config.yaml SECOND_RING_LAYOUT=compose NODE_OPTIONS=--max-semi-space-size=1
USER 1000:1000
# Everything runs once, so that its compiled code lies in the image: it starts quicker and takes less memory.
# An image whose program cannot start is not built.
RUN --mount=type=bind,source=scripts/warm-up.js,target=/tmp/warm-up.js node /tmp/warm-up.js
ENTRYPOINT []
CMD ["node", "cli/main.js", "serve", "--listen", "0.0.0.0:8080"]
EXPOSE 8080
ARG VERSION=local
ARG REVISION=unknown
ARG SOURCE=
LABEL org.opencontainers.image.title="Second Ring" \
      org.opencontainers.image.description="A missed call becomes a calm text, an open voicemail and one entry in a queue." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"

# Caddy as it comes, with our file in it and a folder for certificates that belongs to no root.
FROM ${CADDY_IMAGE} AS caddy
COPY Caddyfile cli/healthy-door.sh /etc/caddy/
RUN mkdir -p /certificates && chown 1000:1000 /certificates
ENV XDG_DATA_HOME=/certificates XDG_CONFIG_HOME=/tmp
USER 1000:1000
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
ARG VERSION=local
ARG REVISION=unknown
ARG SOURCE=
LABEL org.opencontainers.image.title="Second Ring's door" \
      org.opencontainers.image.description="Caddy with the settings of Second Ring: TLS, limits, and no header that a client made up." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"
