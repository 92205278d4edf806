import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { overHttp } from './over-http.ts'

/** Interval of the proxy's requests to `/readyz` of each server, in milliseconds. */
const ASKING = 100

/** Proxy that distributes events among the ready servers, like a load balancer. */
export interface ReadyProxy {
  url: string
  /** Returns the URLs of the servers that passed their last health check. */
  ready: () => string[]
  stop: () => Promise<void>
}

/** Opens the proxy on loopback. It keeps polling each server, including servers that have not started yet. */
export const openReadyProxy = async (urls: readonly string[]): Promise<ReadyProxy> => {
  const ready = new Set<string>()
  let isStopped = false
  let turn = 0

  const ask = async (url: string): Promise<void> => {
    while (!isStopped) {
      const status = await overHttp(`${url}/readyz`).then(
        answered => answered.status,
        () => 0
      )
      if (status === 200) ready.add(url)
      else ready.delete(url)
      await new Promise(resolve => setTimeout(resolve, ASKING))
    }
  }

  const server = createServer((request, response) => {
    turn += 1
    const target = [...ready][turn % Math.max(1, ready.size)]
    if (target === undefined) return void response.writeHead(502).end()
    text(request)
      .then(body => overHttp(`${target}${request.url}`, { method: request.method ?? 'POST', body }))
      .then(
        answered => response.writeHead(answered.status).end(answered.text),
        () => response.writeHead(502).end()
      )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const asking = Promise.all(urls.map(ask))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ready: () => [...ready],
    stop: async () => {
      isStopped = true
      await asking
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    }
  }
}
