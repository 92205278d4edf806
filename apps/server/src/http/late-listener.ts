import type { RequestListener } from 'node:http'
import { toFault } from '@hookwright/model'
import type { Logger } from 'pino'
import type { AcceptPriority } from './accept-priority.ts'
import { paceRequests } from './pace-requests.ts'
import { respond } from './written.ts'

/**
 * Creates a listener that is loaded on its first request. A server that only receives events thus never loads
 * the pages and the API. Requests that arrive during the load wait in order, and are then started a few per
 * turn.
 */
export const createLateListener = ({
  load,
  priority,
  log
}: {
  load: () => Promise<RequestListener>
  priority: Pick<AcceptPriority, 'isAccepting' | 'whenIdle'>
  log: Pick<Logger, 'error'>
}): RequestListener => {
  let loading: Promise<RequestListener> | null = null
  let loaded: RequestListener | null = null
  return (request, response) => {
    if (loaded !== null) {
      loaded(request, response)
      return
    }
    loading ??= load().then(
      answer => {
        loaded = paceRequests({ answer, priority })
        return loaded
      },
      thrown => {
        // The next request tries again: too many open files, for example, are a matter of a moment.
        loading = null
        throw thrown
      }
    )
    loading.then(
      listener => {
        // It has been closed already, so what a listener takes until the close would never be given back.
        if (!response.destroyed) listener(request, response)
      },
      thrown => {
        log.error(
          { err: thrown },
          'The pages and the API could not be loaded. If this happens again, restart the server.'
        )
        const body = JSON.stringify({ error: toFault(thrown).toData() })
        respond(response, { status: 500, lines: ['content-type', 'application/json'], body, closes: true })
      }
    )
  }
}
