import { readdirSync, readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const handbook = new URL('../../../packages/handbook/', import.meta.url)

/** Returns the Markdown files of the guide and its `llms.txt`, keyed by their path in the build. */
export const guideFiles = (): ReadonlyMap<string, URL> => {
  const pages = readdirSync(new URL('guide/', handbook)).filter(name => name.endsWith('.md'))
  return new Map(
    ['llms.txt', ...pages.map(page => `guide/${page}`)].map(path => [path, new URL(path, handbook)])
  )
}

/**
 * Vite plugin that writes `llms.txt` and the Markdown pages that it links to, for language models and other
 * programs. The Help pages do not use these files.
 */
export const serveGuide: Plugin = {
  name: 'serve-guide',
  generateBundle() {
    for (const [fileName, url] of guideFiles())
      this.emitFile({ type: 'asset', fileName, source: readFileSync(url) })
  },
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const url = guideFiles().get((request.url ?? '').slice(1))
      if (url === undefined) return next()
      response.setHeader('content-type', 'text/plain; charset=utf-8')
      response.end(readFileSync(url))
    })
  }
}
