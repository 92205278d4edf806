import { literal, pill, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { fillInputs } from './fill-inputs.ts'

test('inputs get fixed values, options, and texts around options', () => {
  const inputs = {
    format: literal('json'),
    topic: pill('event', 'option.kind'),
    path: text('/hooks/', pill('event', 'option.kind'), '/', pill('event', 'option.gone')),
    gone: pill('event', 'option.gone')
  }
  expect(fillInputs(inputs, { 'option.kind': 'user.created' })).toEqual({
    format: 'json',
    topic: 'user.created',
    path: '/hooks/user.created/',
    gone: null
  })
})
