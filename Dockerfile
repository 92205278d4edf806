# Container of Hookwright: the npm package on the newest LTS version of Node, without compiler and sources.
# `npm run test:long -- --only image` reads and runs these steps where no container engine is at hand.

FROM node:24-trixie-slim AS build
# For better-sqlite3, where no compiled one can be downloaded; the headers of Node are in the image.
RUN apt-get update && apt-get install -y --no-install-recommends g++ make python3
ENV npm_config_nodedir=/usr/local npm_config_update_notifier=false
WORKDIR /source
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund
RUN npm run pack -- --to /package
RUN npm install --prefix /app --no-audit --no-fund /package/hookwright-*.tgz
RUN cd /app && node -e "new (require('better-sqlite3'))(':memory:')"

FROM node:24-trixie-slim
COPY --from=build /app /app
RUN ln -s /app/node_modules/.bin/hookwright /usr/local/bin/hookwright && install -d -o node -g node -m 700 /data
ENV NODE_ENV=production HOOKWRIGHT_HOST=0.0.0.0 HOOKWRIGHT_DATA=/data PORT=3000
USER node
WORKDIR /data
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The server itself is the first process, so that it hears SIGTERM. The practice services are not part of a container.
CMD ["node", "/app/node_modules/hookwright/apps/server/dist/main.js"]
