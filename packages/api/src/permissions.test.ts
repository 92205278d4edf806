import { Role, roles } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { appRouter } from './index.ts'
import { isAct, mayCall, permissions, seesAll } from './permissions.ts'

const acts = Object.keys(permissions).filter(isAct)

const isMutation = (procedure: unknown): boolean => {
  const def: unknown = typeof procedure === 'function' ? Reflect.get(procedure, '_def') : null
  return typeof def === 'object' && def !== null && Reflect.get(def, 'type') === 'mutation'
}

test('every procedure has a row, and every row a procedure', () => {
  expect(acts.toSorted()).toEqual(Object.keys(appRouter._def.procedures).toSorted())
})

test.each(['__proto__', 'constructor', 'toString', 'people', 'people.me.more', ''])(
  '%j is no procedure',
  path => {
    expect(isAct(path)).toBe(false)
  }
)

describe('roles', () => {
  test('may do more from one to the next', () => {
    for (const act of acts) {
      const may = roles.map(role => mayCall(role, act))
      expect(may, act).toEqual(may.toSorted())
    }
  })

  test('allow everything to an admin, and to a viewer only changes of their own password, keys and clients', () => {
    expect(acts.filter(act => !mayCall('admin', act))).toEqual([])
    // The paths are flat when it runs, though their type is nested.
    const procedures = new Map<string, unknown>(Object.entries(appRouter._def.procedures))
    const changes = acts.filter(act => isMutation(procedures.get(act)))
    expect(changes).toContain('subscriptions.switchOn')
    expect(changes.filter(act => mayCall('viewer', act))).toEqual([
      'people.changeOwnPassword',
      'apiKeys.create',
      'apiKeys.revoke',
      'agents.revoke',
      'agents.decide'
    ])
  })

  test('show the items of others only with the right to change all or none', () => {
    expect(roles.filter(role => seesAll({ id: 'p', name: 'Jo Example', role }))).toEqual(['viewer', 'admin'])
    for (const role of roles) {
      expect(seesAll({ id: 'p', name: 'Jo Example', role, ownItemsOnly: true })).toBe(false)
    }
  })

  test('are the four of the table', () => {
    expect(Role.options).toEqual(['viewer', 'user', 'maker', 'admin'])
  })
})
