import type { IncomingMessage } from 'node:http'

/**
 * A request's whole body, byte for byte; `too-large` as soon as that is known, without keeping more; `gone` when the
 * sender went away before the end.
 */
export const readWhole = (request: IncomingMessage, most: number): Promise<Buffer | 'too-large' | 'gone'> =>
  new Promise(resolve => {
    const announced = Number(request.headers['content-length'] ?? 0)
    if (announced > most) {
      resolve('too-large')
      return
    }
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > most) {
        chunks.length = 0
        request.pause()
        resolve('too-large')
      } else chunks.push(chunk)
    })
    request.on('end', () => {
      const [only] = chunks
      resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks))
    })
    request.on('close', () => resolve('gone'))
    request.on('error', () => resolve('gone'))
  })
