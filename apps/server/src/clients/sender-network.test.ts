import { expect, test } from 'vitest'
import { clientAddresses } from './client-address.ts'
import { senderNetworks } from './sender-network.ts'

const from = (remoteAddress: string, forwarded?: string) => {
  const rawHeaders = forwarded === undefined ? [] : ['X-Forwarded-For', forwarded]
  return { socket: { remoteAddress }, rawHeaders }
}

test('senders are told apart by IPv4 address and by the first half of an IPv6 one', () => {
  const networkOf = senderNetworks(clientAddresses([]))
  expect(networkOf(from('::ffff:198.51.100.1'))).toBe('198.51.100.1')
  expect(networkOf(from('2001:db8:1:2::1'))).toBe(networkOf(from('2001:db8:1:2:3::4')))
})

test.each([
  ['this machine', ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1']],
  [
    'a container or a host beside it',
    ['10.0.0.7', '172.17.0.1', '::ffff:172.18.0.2', '192.168.1.9', 'fd00::7']
  ],
  ['a link or a provider between', ['169.254.1.1', 'fe80::1', '100.64.0.1']]
])('requests from %s are not counted, since they may come through an unnamed proxy', (_, addresses) => {
  const networkOf = senderNetworks(clientAddresses([]))
  for (const address of addresses) expect(networkOf(from(address, '198.51.100.1'))).toBeNull()
})

test('behind a named proxy its clients are counted, and nobody where it does not name them', () => {
  const networkOf = senderNetworks(clientAddresses(['127.0.0.1', '172.16.0.0/12']))
  for (const proxy of ['127.0.0.1', '172.17.0.1']) {
    expect(networkOf(from(proxy, '198.51.100.1'))).toBe('198.51.100.1')
    expect(networkOf(from(proxy))).toBeNull()
  }
  // Between it and the sender stands one that was not named.
  expect(networkOf(from('127.0.0.1', '198.51.100.1, 10.0.0.7'))).toBeNull()
})
