import { describe, expect, test } from 'vitest'
import { endpointsOf } from './kinds-of-alerts.tsx'

describe('endpointsOf', () => {
  test('counts the endpoints that are on and receive the kind', () => {
    const endpoints = [
      { kinds: null, status: { is: 'on' as const } },
      { kinds: ['run-on-hold' as const], status: { is: 'on' as const } },
      { kinds: ['drift-found' as const], status: { is: 'on' as const } },
      { kinds: null, status: { is: 'off' as const } }
    ]
    expect(endpointsOf('run-on-hold', endpoints)).toBe(2)
    expect(endpointsOf('poll-failed', endpoints)).toBe(1)
    expect(endpointsOf('poll-failed', [])).toBe(0)
  })
})
