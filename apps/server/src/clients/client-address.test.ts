import { describe, expect, test } from 'vitest'
import { clientAddresses } from './client-address.ts'

/** Creates a request with only the parts that the address check reads. */
const from = (remoteAddress: string | undefined, forwarded?: string) => {
  const rawHeaders = forwarded === undefined ? [] : ['X-Forwarded-For', forwarded]
  return { socket: { remoteAddress }, rawHeaders }
}

test('without a named proxy only the socket is believed, whatever a request says of itself', () => {
  const { of } = clientAddresses([])
  expect(of(from('198.51.100.1', '203.0.113.9'))).toBe('198.51.100.1')
  expect(of(from('127.0.0.1', '203.0.113.9'))).toBe('127.0.0.1')
  expect(of(from(undefined, '203.0.113.9'))).toBeUndefined()
})

describe('a named proxy', () => {
  const { of } = clientAddresses(['127.0.0.1', '::1', '10.0.0.0/8', '2001:db8:ffff::/48'])

  test.each([
    [
      'the address that it saw itself, not what its client wrote before',
      '6.6.6.6, 203.0.113.9',
      '203.0.113.9'
    ],
    ['the client of a proxy before it that is named, too', '6.6.6.6, 203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['an address with a port', '203.0.113.9:4711', '203.0.113.9'],
    ['an IPv6 address with a port', '[2001:db8::7]:4711', '2001:db8::7'],
    ['an IPv6 address', '2001:db8::7', '2001:db8::7'],
    ['nobody where it says nothing', undefined, undefined],
    ['nobody where it hides the sender, whatever stands before that', '6.6.6.6, unknown', undefined],
    ['nobody where it names proxies alone', '10.0.0.1,127.0.0.1', undefined]
  ])('speaks for %s', (_, forwarded, address) => {
    for (const proxy of ['127.0.0.1', '::ffff:127.0.0.1', '::1', '10.9.9.9', '2001:db8:ffff::1']) {
      expect(of(from(proxy, forwarded))).toBe(address)
    }
  })

  test('is the only one whose forwarded address is believed', () => {
    for (const peer of ['11.0.0.1', '127.0.0.2', '2001:db8:fffe::1']) {
      expect(of(from(peer, '203.0.113.9'))).toBe(peer)
    }
  })
})

// review: security M1
describe('attempts at passwords are counted', () => {
  const told: string[] = []
  const { claimed } = clientAddresses(['10.0.0.1'], { unnamedProxy: address => told.push(address) })

  test('for the client address that a local proxy forwards, and an unnamed proxy is logged once', () => {
    expect(claimed(from('127.0.0.1', '6.6.6.6, 203.0.113.9'))).toBe('203.0.113.9')
    expect(told).toEqual(['127.0.0.1'])
    expect(claimed(from('10.0.0.1', '203.0.113.9'))).toBe('203.0.113.9')
    expect(told).toEqual(['127.0.0.1'])
  })

  test('for the socket address of a remote sender, whatever address it claims', () => {
    expect(claimed(from('198.51.100.1', '203.0.113.9'))).toBe('198.51.100.1')
    expect(claimed(from('127.0.0.1'))).toBe('127.0.0.1')
    expect(claimed(from('127.0.0.1', 'unknown'))).toBe('127.0.0.1')
    expect(claimed(from(undefined, '203.0.113.9'))).toBeUndefined()
  })
})
