import { readFileSync } from 'node:fs'
import { connect } from 'node:net'

/** Oversized body to upload. */
interface Upload {
  name: string
  mb: number
  /** Header lines of the request. They declare the size of the body, or that it is sent in chunks. */
  lines: string[]
  inChunks: boolean
  /** Expected status of the response. */
  refusedWith: number
}

const megabyte = 1_048_576
const piece = Buffer.alloc(65_536, ' ')
const chunk = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')])

const announced = (mb: number) => `Content-Length: ${mb * megabyte}`

export const uploads: Upload[] = [
  { name: '11 MB', mb: 11, lines: [announced(11)], inChunks: false, refusedWith: 413 },
  {
    name: '11 MB in chunks',
    mb: 11,
    lines: ['Transfer-Encoding: chunked'],
    inChunks: true,
    refusedWith: 413
  },
  { name: '200 MB', mb: 200, lines: [announced(200)], inChunks: false, refusedWith: 413 },
  {
    name: '200 MB of gzip',
    mb: 200,
    lines: ['Transfer-Encoding: chunked', 'Content-Encoding: gzip'],
    inChunks: true,
    refusedWith: 415
  }
]

/** Timeout of an upload, in milliseconds. A sender that is not disconnected by then gives up. */
const withinMs = 30_000

/**
 * Sends an oversized body, even after the response, until everything is sent or the server closes the
 * connection.
 *
 * @param url Event URL on this machine
 * @returns the status, or 0 without a response, and the number of megabytes sent, including those still
 * buffered by the system
 */
export function sendTooMuch(
  url: string,
  { mb, lines, inChunks }: Upload
): Promise<{ status: number; sentMb: number }> {
  return new Promise(resolve => {
    const { hostname, port, host, pathname } = new URL(url)
    const socket = connect(Number(port), hostname)
    socket.setTimeout(withinMs, () => socket.destroy())
    let left = (mb * megabyte) / piece.length
    let answer = ''
    const goOn = () => {
      while (left > 0 && !socket.destroyed) {
        left -= 1
        if (!socket.write(inChunks ? chunk : piece)) return
      }
      if (left === 0) socket.end(inChunks ? '0\r\n\r\n' : '')
      left = -1
    }
    socket.write(
      [`POST ${pathname} HTTP/1.1`, `Host: ${host}`, 'Content-Type: application/json', ...lines, '', ''].join(
        '\r\n'
      )
    )
    socket.on('connect', goOn).on('drain', goOn)
    socket.setEncoding('latin1').on('data', text => {
      answer += text
    })
    // Whoever closes while something still comes resets the connection.
    socket.on('error', () => undefined)
    socket.on('close', () =>
      resolve({
        status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0),
        sentMb: socket.bytesWritten / megabyte
      })
    )
  })
}

/**
 * Returns the maximum amount that Linux buffers for a connection (tcp(7), tcp_rmem and tcp_wmem). Even when a
 * server stops reading, a sender can fill these buffers.
 *
 * @returns megabytes; 0 on other systems
 */
export function readBuffersMb(): number {
  const most = (name: string) => {
    try {
      return Number(readFileSync(`/proc/sys/net/ipv4/${name}`, 'utf8').trim().split(/\s+/)[2])
    } catch {
      return 0
    }
  }
  return (most('tcp_rmem') + most('tcp_wmem')) / megabyte
}
