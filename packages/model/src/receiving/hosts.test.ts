import { expect, test } from 'vitest'
import { isHostPattern, pinnedUrl } from './hosts.ts'

const hosts = ['*.paypal.com', 'sns.*-*.amazonaws.com', 'acme.example']

test.each([
  'https://api.paypal.com/cert',
  'https://api.sandbox.paypal.com/cert',
  'https://sns.eu-west-1.amazonaws.com/a.pem?b=1',
  'https://ACME.example/',
  'https://acme.example:443/'
])('%s may be fetched', url => {
  expect(pinnedUrl(url, hosts)).not.toBeNull()
})

test.each([
  'http://api.paypal.com/cert',
  'https://paypal.com/cert',
  'https://apipaypal.com/',
  'https://api.paypal.com.evil.example/',
  'https://evil.example/api.paypal.com',
  'https://evil.example#.paypal.com',
  'https://evil.example\\.paypal.com/',
  'https://api.paypal.com:8443/',
  'https://api.paypal.com@evil.example/',
  'https://evil@api.paypal.com/',
  'https://sns.a.b.amazonaws.com/',
  // What anybody may call a bucket.
  'https://sns.s3.amazonaws.com/',
  'https://sns.-.amazonaws.com/',
  'https://sns.eu-.amazonaws.com/',
  'https://sns..amazonaws.com/',
  'https://sns.amazonaws.com/',
  'https://acme.example./',
  'file:///etc/passwd',
  'javascript:alert(1)',
  '//api.paypal.com/',
  ''
])('%s may not be fetched', url => {
  expect(pinnedUrl(url, hosts)).toBeNull()
})

test('a pattern has to name a fixed host', () => {
  expect(
    ['acme.example', '*.acme.example', 'sns.*.amazonaws.com', 'sns.*-*.amazonaws.com'].every(isHostPattern)
  ).toBe(true)
  for (const pattern of [
    '*',
    '*.example',
    'example',
    'a..b',
    'acme.*',
    'hooks.ac*.example',
    'https://acme.example',
    'acme.example/',
    ''
  ])
    expect(isHostPattern(pattern), pattern).toBe(false)
})
