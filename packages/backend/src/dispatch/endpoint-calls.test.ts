import { Fault } from '@hookwright/model'
import { expect, test } from 'vitest'
import { CALL_TIME, type Callers, type CallResult } from './callers.ts'
import { type CallAnswer, createEndpointCalls } from './endpoint-calls.ts'

type Parts = Parameters<typeof createEndpointCalls>[0]

/** Creates the calls of a running endpoint. Its runs end immediately. */
const open = (result: CallResult, isFull = false) => {
  const callers: Pick<Callers, 'isFull' | 'wait'> = {
    isFull: () => isFull,
    wait: (_, tell) => {
      tell(result)
      return () => {}
    }
  }
  return createEndpointCalls({
    store: { apiEndpoints: { find: async () => ({ subscriptionId: 's' }) } },
    effects: { hashToken: (token: string) => token },
    subscriptionCache: {
      byId: async () => ({ responds: true }),
      policyOf: async () => ({ receiving: { methods: ['POST'] } })
    },
    reception: {
      preflightCall: async (_: unknown, head: { caller: { accepting: (id: string) => void } }) => ({
        is: 'expected',
        most: 100,
        accept: async () => {
          head.caller.accepting('r1')
          return { is: 'said', status: 202, headers: [], body: '', deliveryId: 'r1' }
        },
        tooLarge: () => ({
          is: 'fault',
          fault: new Fault('event-url.too-large', { bytes: 100 }),
          retryAfter: null
        }),
        overloaded: () => {}
      })
    },
    callers
  } as unknown as Parts)
}

const call = async (calls: ReturnType<typeof open>): Promise<CallAnswer> => {
  const found = await calls.preflight('t', {} as never)
  if (found.is === 'answered') return found.answer
  const stored = await found.accept(new Uint8Array())
  return new Promise(resolve => stored.answer(resolve))
}

test('a call whose run takes too long, or continues after a stop, is answered with the id of the run', async () => {
  expect(await call(open({ is: 'timed-out' }))).toMatchObject({
    is: 'fault',
    fault: { code: 'endpoint.timed-out', details: { runId: 'r1', seconds: CALL_TIME / 1000 } }
  })
  expect(await call(open({ is: 'stopping' }))).toMatchObject({
    is: 'fault',
    fault: { code: 'endpoint.stopping', details: { runId: 'r1' } }
  })
})

test('a call is refused while the maximum number of callers waits', async () => {
  expect(await call(open({ is: 'no-response' }, true))).toMatchObject({
    is: 'fault',
    fault: { code: 'endpoint.overloaded' },
    retryAfter: 5
  })
})
