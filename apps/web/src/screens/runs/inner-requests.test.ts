import type { SentRequest, StepPath } from '@hookwright/model'
import { expect, test } from 'vitest'
import { innerStepsOf } from './inner-requests.tsx'

const request: SentRequest = {
  method: 'POST',
  url: 'https://api.acme.example/a',
  status: 201,
  from: 0,
  to: 1
}
const line = (path: StepPath, requests: SentRequest[] = []) => ({
  path,
  depth: path.length - 1,
  name: String(path.at(-1)),
  type: 'compose',
  flowId: 'flow',
  step: { path, status: 'succeeded' as const, from: 0, to: 1, requests }
})

test('the requests of an app’s card are those of its inner steps', () => {
  const lines = [
    line(['app'], [request]),
    line(['app', 'prepare']),
    line(['app', 'ask'], [request]),
    line(['app2', 'ask'], [request])
  ]
  expect(innerStepsOf(lines, ['app']).map(({ index, line: { name } }) => [index, name])).toEqual([[2, 'ask']])
  expect(innerStepsOf(lines, ['app', 'ask'])).toEqual([])
})
