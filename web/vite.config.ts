import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

/** Let browsers run a page's scripts and styles only as they were built: subresource integrity. */
function integrity(): Plugin {
  return {
    name: "integrity",
    apply: "build",
    writeBundle({ dir = "dist" }, bundle) {
      const hashOf = (address: string) =>
        createHash("sha384").update(readFileSync(join(dir, address))).digest("base64");
      for (const name of Object.keys(bundle).filter((name) => name.endsWith(".html"))) {
        const page = join(dir, name);
        const marked = readFileSync(page, "utf-8").replace(
          /crossorigin (?:src|href)="([^"]+)"/g,
          (asked, address: string) => `integrity="sha384-${hashOf(address)}" ${asked}`,
        );
        writeFileSync(page, marked);
      }
    },
  };
}

const local = "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), lecturerPages(), integrity()],
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
