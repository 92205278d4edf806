import { expect, test } from 'vitest'
import { urlScopeOf } from './url-scope.ts'

test.each(['http://127.0.0.1:3000', 'http://localhost:3000', 'http://hooks.localhost', 'http://[::1]:3000'])(
  '%s is reachable from this computer only',
  url => expect(urlScopeOf(url)).toBe('computer')
)

test.each([
  'http://10.1.2.3',
  'http://172.20.0.4:3000',
  'http://192.168.1.20',
  'http://hooks',
  'http://hooks.local',
  'http://[fd00::1]'
])('%s is reachable from the local network only', url => expect(urlScopeOf(url)).toBe('network'))

test.each(['https://hooks.example.com', 'http://172.32.0.1', 'http://128.0.0.1', 'https://[2001:db8::1]'])(
  '%s is reachable for services',
  url => expect(urlScopeOf(url)).toBe('public')
)
