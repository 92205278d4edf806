import { expect, test } from 'vitest'
import { readHead } from './read-head.ts'

test('header names are read in any case, and the first Content-Type counts', () => {
  const lines = [
    'HOST',
    'a',
    'Content-Type',
    'text/plain',
    'content-type',
    'text/html',
    'Content-length',
    '12'
  ]
  expect(readHead(lines)).toEqual({ hosts: 1, contentType: 'text/plain', size: 12 })
})

test('Host headers are counted, and without headers the type and the size are empty', () => {
  expect(readHead(['Host', 'a', 'X-Host', 'b', 'host', 'c'])).toEqual({ hosts: 2, contentType: '', size: 0 })
  expect(readHead([])).toEqual({ hosts: 0, contentType: '', size: 0 })
})
