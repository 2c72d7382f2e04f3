FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build:web && node scripts/ensure-english.mjs
ENV DATA_DIR=/app/data HOST=0.0.0.0
EXPOSE 3000
RUN mkdir -p /app/data && chown node:node /app/data
USER node
CMD ["node", "server/main.ts"]
