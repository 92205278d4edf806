import { expect, test } from 'vitest'
import { networkOf } from './client-network.ts'

test('addresses of one IPv6 /64 are one network, of two are two', () => {
  expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:db8:1:2:ffff:ffff:ffff:ffff'))
  expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'))
})

test('an IPv4 address is one network, in its IPv6 spelling too', () => {
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('192.0.2.7')).not.toBe(networkOf('192.0.2.8'))
})

test('what is no address counts as one network', () => {
  expect(networkOf(undefined)).toBe(networkOf('somewhere'))
})
