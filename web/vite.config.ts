import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Serve lecturer.html for every page below /lecturer, as the site does in production. */
function lecturerPages(): Plugin {
  return {
    name: "lecturer-pages",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (/^\/lecturer(\/|\?|$)/.test(request.url ?? "")) request.url = "/lecturer.html";
        next();
      });
    },
  };
}

const local = "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), lecturerPages()],
  server: {
    proxy: {
      "/api": local,
      "/ws": { target: local, ws: true },
    },
  },
  build: {
    // Small fonts would be inlined as data: addresses, which the pages' policy lets nobody use.
    assetsInlineLimit: 0,
    // The size check reads which files the student's page pulls in.
    manifest: true,
    rolldownOptions: {
      input: ["index.html", "lecturer.html"],
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
