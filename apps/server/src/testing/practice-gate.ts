import { overHttp } from './over-http.ts'
import type { PracticeService } from './practice.ts'
import { startStub } from './stub-service.ts'

/**
 * Proxy of the practice service that can hold back responses. Requests always pass; responses wait while the
 * gate is shut.
 */
export interface PracticeGate extends Pick<PracticeService, 'url' | 'host' | 'apiKey' | 'stop'> {
  shut: () => void
  open: () => void
}

/**
 * Starts an open gate in front of the practice service.
 *
 * Tests shut it to observe the state after the service has executed a request and before the response
 * arrives.
 */
export const startGate = async (practice: PracticeService): Promise<PracticeGate> => {
  let opened: Promise<void> = Promise.resolve()
  let open = (): void => {}
  const stub = await startStub(async (asked, { authorization = '', body }) => {
    const [method = '', path = ''] = asked.split(' ')
    const answered = await overHttp(`${practice.url}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body !== '' && { body })
    })
    await opened
    return { status: answered.status, ...(answered.text !== '' && { json: JSON.parse(answered.text) }) }
  })
  return {
    url: stub.url,
    host: stub.host,
    apiKey: practice.apiKey,
    shut: () => {
      opened = new Promise(resolve => {
        open = resolve
      })
    },
    open: () => open(),
    stop: stub.stop
  }
}
