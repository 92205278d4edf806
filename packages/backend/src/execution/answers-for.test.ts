import { emptyCatalog, prepareFlows } from '@hookwright/engine'
import { emptyFlow } from '@hookwright/model'
import { expect, test } from 'vitest'
import { withoutRequests } from './answers-for.ts'

const use = { connectorId: 'c', versionId: 'v', actionFlowId: 'a', connectionId: null }

test('an action of a run without side effects cannot send a request', async () => {
  const environment = {
    flow: emptyFlow,
    signature: {
      ...{ id: 'a', name: 'Act', kind: 'action' as const, options: [], inputs: [], outputs: [] },
      ...{ runMode: false, connectorName: 'Acme', needsConnection: false }
    },
    prepared: prepareFlows({ specs: new Map(), catalog: emptyCatalog, flows: new Map() }),
    everywhere: { account: 'Ada' },
    http: async () => ({ status: 200, headers: {}, body: '' })
  }
  const request = {
    ...{ method: 'POST' as const, url: '/things', query: {}, headers: {}, body: null },
    ...{ authenticate: true, timeout: 1_000 }
  }
  const found = withoutRequests(() => environment)(use)
  expect(found?.everywhere).toEqual({ account: 'Ada' })
  await expect(found?.http(request, new AbortController().signal)).rejects.toThrow('without side effects')
  expect(withoutRequests(() => undefined)(use)).toBeUndefined()
})
