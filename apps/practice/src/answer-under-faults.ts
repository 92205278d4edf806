import type { Request, Response } from 'express'
import { type Answer, refusal, send } from './answer.ts'
import type { FaultPlace } from './faults.ts'
import type { Service } from './service.ts'

/**
 * Answers a request, with the fault that is enabled for this operation.
 *
 * With `slow` and the two drop faults, the request is executed and stored immediately; only its answer is
 * delayed or lost. With every other fault, the request is not executed.
 */
export async function answerUnderFaults(params: {
  place: FaultPlace
  request: Request
  response: Response
  execute: () => Answer | Promise<Answer>
  service: Service
}): Promise<void> {
  const { place, request, response, execute, service } = params
  const faults = service.database.takeFaults(place)
  const fault = faults[place]
  switch (fault) {
    case null:
      return send(response, await execute())
    case '403':
    case '404':
    case '500':
      return send(response, madeRefusal(fault, place))
    case 'html':
      response.status(200).type('html').send(loginPage)
      return
    case 'empty':
      return send(response, { status: 200 })
    case 'hang':
      return
    case 'slow': {
      const answer = await execute()
      if (await waited(service.fx.wait(faults.slowMs, leavingOf(response)))) send(response, answer)
      return
    }
    case 'drop-after-create':
    case 'drop-after-delete':
      await execute()
      request.socket.destroy()
  }
}

const madeRefusal = (fault: string, place: FaultPlace): Answer =>
  refusal(
    Number(fault),
    'fault_switched_on',
    `Acme HR refuses to ${place} this subscription, because its fault "${fault}" is switched on. ` +
      'Switch it off on the page of the practice service or with PUT /api/faults.'
  )

/** Login page that a service with an expired session sends instead of an API answer. */
const loginPage =
  '<!doctype html><html lang="en"><title>Sign in · Acme HR</title>' +
  '<h1>Sign in</h1><p>Your session has ended. Sign in to go on.</p></html>'

/** Returns a signal that aborts when the client disconnects or the service closes. */
function leavingOf(response: Response): AbortSignal {
  const leaving = new AbortController()
  response.once('close', () => leaving.abort())
  return leaving.signal
}

const waited = (wait: Promise<void>): Promise<boolean> =>
  wait.then(
    () => true,
    () => false
  )
