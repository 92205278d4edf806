import { readdirSync } from 'node:fs'
import { extname } from 'node:path'
import type { Request, RequestHandler, Response } from 'express'

/** The copies that the build lays beside a file, the smaller first. */
const encodings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' }
]

/** Under these a missing thing is missing; everywhere else the web app draws the page or says that there is none. */
const notPages = /^\/(a|api|assets|e|logos|trpc)(\/|$)/

/** The name of a built asset changes with what is in it: it may be kept for ever, and so may a copy laid beside it. */
const isAsset = (path: string): boolean => path.startsWith('/assets/')

/** Logos of services keep their names, and hardly ever change. */
const cacheFor = (path: string): string => {
  if (isAsset(path)) return 'public, max-age=31536000, immutable'
  return path.startsWith('/logos/') ? 'public, max-age=86400' : 'no-cache'
}

const send = (
  request: Request,
  response: Response,
  given: { folder: string; path: string; files: Set<string> }
) => {
  const { folder, path, files } = given
  // Beside what keeps its name, a copy may be of an earlier build.
  const encoding = encodings.find(
    ({ name, ending }) => isAsset(path) && files.has(path + ending) && request.acceptsEncodings(name) === name
  )
  response.type(extname(path)).set({ 'cache-control': cacheFor(path), vary: 'accept-encoding' })
  if (encoding !== undefined) response.set('content-encoding', encoding.name)
  response.sendFile(`${path}${encoding?.ending ?? ''}`, { root: folder, cacheControl: false })
}

/**
 * Hands out the built web app: its files by their exact names, compressed where the browser takes that, and its one
 * page at every address that is a page's. Only GET and HEAD; what it does not have is left to what comes after.
 * @param folder what `vite build` wrote; read once, so a new build needs a new start
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
