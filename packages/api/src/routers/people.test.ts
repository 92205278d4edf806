import { Fault } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { appRouter } from '../index.ts'
import type { Context } from '../trpc.ts'

let calls: string[]
/** Name of the stubbed function that throws in this test; null if none does. */
let fails: string | null
beforeEach(() => {
  calls = []
  fails = null
})

const note = (call: string): void => {
  calls.push(call)
  if (call === fails) throw new Fault('storage.failed')
}

const caller = appRouter.createCaller({
  person: { id: 'ada', name: 'Ada', role: 'admin' },
  key: null,
  refused: null,
  backend: {
    audit: { itemOf: async () => null, record: async () => undefined },
    apiKeys: { revokeOf: async () => note('revokeOf') },
    sharing: {
      mustBeOwner: () => undefined,
      memberLeaves: async () => note('memberLeaves'),
      memberLeft: async () => note('memberLeft'),
      roleChanges: async () => note('roleChanges'),
      roleChanged: async () => note('roleChanged')
    }
  },
  agentAccess: { revokeOf: async () => undefined },
  people: {
    nameOf: () => null,
    mustBeRemovable: () => undefined,
    remove: () => note('remove'),
    setRole: () => note('setRole')
  }
} as unknown as Context).people

const personId = '01900000-0000-7000-8000-000000000001'
const remove = () => caller.remove({ personId })
const setRole = () => caller.setRole({ personId, role: 'user' })

test('flows are put on hold before a member is removed or has another role', async () => {
  await remove()
  expect(calls.splice(0)).toEqual(['memberLeaves', 'remove', 'revokeOf', 'memberLeft'])
  await setRole()
  expect(calls).toEqual(['roleChanges', 'setRole', 'roleChanged'])
})

test.each(['memberLeaves', 'remove'])('holds end when a removal fails in %s', async failing => {
  fails = failing
  await expect(remove()).rejects.toThrow()
  expect(calls.at(-1)).toBe('memberLeft')
})

test.each(['roleChanges', 'setRole'])('holds end when a change of role fails in %s', async failing => {
  fails = failing
  await expect(setRole()).rejects.toThrow()
  expect(calls.at(-1)).toBe('roleChanged')
})
