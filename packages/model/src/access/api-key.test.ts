import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roles } from '../kernel/role.ts'
import { API_KEY_PREFIX, apiKeyStateOf, isApiKeyToken, lesserRole, NewApiKey } from './api-key.ts'

describe('an API key', () => {
  it('is recognized by its prefix and its 256 bits as base64url', () => {
    const bits = fc.uint8Array({ minLength: 32, maxLength: 32 })
    fc.assert(
      fc.property(bits, bytes => isApiKeyToken(API_KEY_PREFIX + Buffer.from(bytes).toString('base64url')))
    )
    for (const text of [
      '',
      'hwk_',
      `hwk_${'a'.repeat(42)}`,
      `hwk_${'a'.repeat(44)}`,
      `HWK_${'a'.repeat(43)}`
    ]) {
      expect(isApiKeyToken(text)).toBe(false)
    }
  })

  it('is active until it is revoked or expires', () => {
    expect(apiKeyStateOf({ revokedAt: null, expiresAt: 10 }, 9)).toBe('active')
    expect(apiKeyStateOf({ revokedAt: null, expiresAt: 10 }, 10)).toBe('expired')
    expect(apiKeyStateOf({ revokedAt: 5, expiresAt: 10 }, 9)).toBe('revoked')
  })

  it('never has more rights than either of two roles', () => {
    const role = fc.constantFrom(...roles)
    fc.assert(
      fc.property(role, role, (one, other) => {
        const lesser = lesserRole(one, other)
        expect(lesser).toBe(lesserRole(other, one))
        expect([one, other]).toContain(lesser)
        for (const each of [one, other]) {
          expect(roles.indexOf(lesser)).toBeLessThanOrEqual(roles.indexOf(each))
        }
      })
    )
  })

  it('is limited to at least one connector or to none', () => {
    const key = { name: ' Deploy ', role: 'maker', connectorIds: null, expiresAt: 1 }
    expect(NewApiKey.parse(key)).toMatchObject({ name: 'Deploy', connectorIds: null })
    expect(NewApiKey.safeParse({ ...key, connectorIds: [] }).success).toBe(false)
  })
})
