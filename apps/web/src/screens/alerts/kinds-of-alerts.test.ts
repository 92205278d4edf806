import { describe, expect, test } from 'vitest'
import { hostsOf } from './kinds-of-alerts.tsx'

describe('hostsOf', () => {
  test('names the hosts of the endpoints that are on and receive the kind, each once', () => {
    const endpoints = [
      { url: 'https://pager.example.com/a', kinds: null, status: { is: 'on' as const } },
      {
        url: 'https://chat.example.com:8443/b',
        kinds: ['run-on-hold' as const],
        status: { is: 'on' as const }
      },
      {
        url: 'https://pager.example.com/c',
        kinds: ['run-on-hold' as const],
        status: { is: 'on' as const }
      },
      {
        url: 'https://drift.example.com',
        kinds: ['drift-found' as const],
        status: { is: 'on' as const }
      },
      { url: 'https://off.example.com', kinds: null, status: { is: 'off' as const } }
    ]
    expect(hostsOf('run-on-hold', endpoints)).toEqual(['pager.example.com', 'chat.example.com:8443'])
    expect(hostsOf('poll-failed', endpoints)).toEqual(['pager.example.com'])
    expect(hostsOf('poll-failed', [])).toEqual([])
  })
})
