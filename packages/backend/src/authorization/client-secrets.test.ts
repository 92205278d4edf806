import { expect, test } from 'vitest'
import { createClientSecrets } from './client-secrets.ts'

/**
 * Creates client secrets over a fake store. Like the real one, it refuses to write if the stored value has
 * changed since it was read.
 */
const openSecrets = () => {
  let kept: Uint8Array | null = null
  const connectors = {
    clientsOf: async () => kept,
    keepClients: async (_: string, sealed: Uint8Array | null, before: Uint8Array | null) => {
      if (!Buffer.from(kept ?? []).equals(before ?? new Uint8Array())) return false
      kept = sealed
      return true
    }
  }
  const sealer = {
    seal: (plain: string) => Buffer.from(plain),
    open: (sealed: Uint8Array) => Buffer.from(sealed).toString(),
    isCurrent: () => true
  }
  // The store's other methods are not called.
  return createClientSecrets({ store: { connectors } as never, effects: { sealer } })
}

test('two makers who set secrets at the same time lose none', async () => {
  const secrets = openSecrets()
  await Promise.all([secrets.set('k1', 'one', 'a'), secrets.set('k1', 'two', 'b')])
  expect(await secrets.open('k1')).toEqual(
    new Map([
      ['one', 'a'],
      ['two', 'b']
    ])
  )
})

test('a 21st client ID is refused, and the secrets of the others stay', async () => {
  const secrets = openSecrets()
  for (let count = 1; count <= 20; count++) await secrets.set('k1', `client-${count}`, 'secret')
  await expect(secrets.set('k1', 'client-21', 'secret')).rejects.toMatchObject({
    code: 'connector.too-many-clients',
    message: expect.stringContaining('20 client IDs')
  })
  expect(await secrets.idsOf('k1')).toHaveLength(20)
  await secrets.set('k1', 'client-1', 'new')
  await secrets.set('k1', 'client-2', null)
  await secrets.set('k1', 'client-21', 'secret')
  expect(await secrets.idsOf('k1')).not.toContain('client-2')
})
