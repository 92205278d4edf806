import { readdirSync } from 'node:fs'
import { extname } from 'node:path'
import type { Request, RequestHandler, Response } from 'express'

/** Encodings of the compressed copies next to a file, smallest first. */
const encodings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' }
]

/** Paths that never serve the page of the web app; missing files there get a 404. */
const notPages = /^\/(a|api|assets|e|guide|logos|trpc)(\/|$)/

/**
 * Returns true for a built asset. Its name contains a hash of its content, so it and its compressed copies may be
 * cached for ever.
 */
const isAsset = (path: string): boolean => path.startsWith('/assets/')

/** Returns the Cache-Control value of a file. Service logos keep their names and rarely change. */
const cacheFor = (path: string): string => {
  if (isAsset(path)) return 'public, max-age=31536000, immutable'
  return path.startsWith('/logos/') ? 'public, max-age=86400' : 'no-cache'
}

const send = (
  request: Request,
  response: Response,
  params: { folder: string; path: string; files: Set<string> }
) => {
  const { folder, path, files } = params
  // Beside what keeps its name, a copy may be of an earlier build.
  const encoding = encodings.find(
    ({ name, ending }) => isAsset(path) && files.has(path + ending) && request.acceptsEncodings(name) === name
  )
  response.type(extname(path)).set({ 'cache-control': cacheFor(path), vary: 'accept-encoding' })
  if (encoding !== undefined) response.set('content-encoding', encoding.name)
  response.sendFile(`${path}${encoding?.ending ?? ''}`, { root: folder, cacheControl: false })
}

/**
 * Serves the built web app: its files by exact name, compressed if accepted, and its single page at every page URL.
 * Handles only GET and HEAD; other requests go to the next handler.
 *
 * @param folder output of `vite build`; read once, so a new build requires a restart
 */
export const serveWebApp = (folder: string): RequestHandler => {
  const files = new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => `${entry.parentPath.slice(folder.length)}/${entry.name}`.replaceAll('\\', '/'))
  )
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    const isFile = files.has(request.path) && request.path !== '/index.html'
    if (isFile) return send(request, response, { folder, path: request.path, files })
    if (notPages.test(request.path) || request.accepts('html') === false) return next()
    send(request, response, { folder, path: '/index.html', files })
  }
}
