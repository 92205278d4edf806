import { connect, createServer, type Socket } from 'node:net'

/** Proxy in front of a PostgreSQL server that can lose connections in the middle of a commit. */
export interface CuttingProxy {
  /** URL of the database, routed through the proxy. */
  url: string
  /**
   * Breaks the connection of the next statement that contains `text`. `before` closes it before the server
   * receives the statement. `after` closes it after the server executed the statement, but drops the
   * response. `silent` keeps it open but forwards nothing more, like a stopped process.
   */
  cutAt: (text: string, when: 'before' | 'after' | 'silent') => void
  /** Makes the server unreachable on all open connections: they stay open, but nothing is forwarded. */
  mute: () => void
  close: () => Promise<void>
}

/** Opens a proxy in front of the server of a URL. */
export const openCuttingProxy = async (url: string): Promise<CuttingProxy> => {
  const target = new URL(url)
  const open = new Set<Socket>()
  const muted = new WeakSet<Socket>()
  let cut: { text: string; when: 'before' | 'after' | 'silent' } | null = null
  const server = createServer(client => {
    const upstream = connect(Number(target.port), target.hostname)
    const both = [client, upstream]
    let isCut = false
    const lose = (): void => {
      for (const socket of both) socket.destroy()
    }
    for (const socket of both) {
      open.add(socket)
      socket.on('error', lose)
      socket.on('close', () => {
        open.delete(socket)
        lose()
      })
    }
    client.on('data', bytes => {
      if (muted.has(client)) return
      if (cut !== null && bytes.includes(cut.text)) {
        const { when } = cut
        cut = null
        isCut = when !== 'silent'
        if (when === 'before') return lose()
        if (when === 'silent') muted.add(client)
      }
      upstream.write(bytes)
    })
    upstream.on('data', bytes => {
      if (isCut) lose()
      else client.write(bytes)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('A socket of TCP has a port.')
  const proxied = new URL(url)
  proxied.port = String(address.port)
  return {
    url: proxied.href,
    cutAt: (text, when) => {
      cut = { text, when }
    },
    mute: () => {
      for (const socket of open) muted.add(socket)
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    }
  }
}
