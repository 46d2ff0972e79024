# syntax=docker/dockerfile:1
# The product:                       docker build -t webinars .
# The sandbox, to try it without
# accounts (compose.yaml uses it):   docker build -t webinars-sandbox --target sandbox .

FROM node:22-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS source
# The browser code is built with the project (src/Web/Client.targets).
COPY --from=node /usr/local/bin/node /usr/local/bin/
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /build
COPY . .

FROM source AS build-web
RUN --mount=type=cache,target=/root/.nuget/packages --mount=type=cache,target=/root/.npm \
    dotnet publish src/Web -c Release -o /out

FROM source AS build-sandbox
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish src/Sandbox -c Release -o /out

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS runtime
# ffmpeg carries on what a host sends from the browser; without it (--build-arg FFMPEG=) hosts use an encoder. curl is for HEALTHCHECK.
ARG FFMPEG=ffmpeg
# 1654 is the user "app" of these images; by number, or Kubernetes could not tell that it is not root.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates curl tzdata ${FFMPEG} \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o 1654 -g 1654 -m 700 /data
WORKDIR /app
USER 1654:1654
# With a read-only file system this and /tmp are all that is written to.
VOLUME /data
ENV ASPNETCORE_HTTP_PORTS= \
    ASPNETCORE_URLS=http://+:8080
EXPOSE 8080
STOPSIGNAL SIGTERM

FROM runtime AS sandbox
COPY --from=build-sandbox /out .
ENV ASPNETCORE_ENVIRONMENT=Development \
    Sandbox__Folder=/data/sandbox \
    Sandbox__RtmpAddress=0.0.0.0
EXPOSE 1935
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8080/sandbox"]
ENTRYPOINT ["dotnet", "Webinars.Sandbox.dll"]

FROM runtime AS web
COPY --from=build-web /out .
ENV ASPNETCORE_ENVIRONMENT=Production \
    Store__Path=/data
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8080/health/live"]
ENTRYPOINT ["dotnet", "Webinars.Web.dll"]
