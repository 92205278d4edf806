import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { createAcceptPriority } from './accept-priority.ts'
import { paceRequests } from './pace-requests.ts'

/** Creates a paced listener with event loop turns that the test triggers. */
const stand = () => {
  const soon: (() => void)[] = []
  const answered: (string | undefined)[] = []
  const priority = createAcceptPriority(act => void soon.push(act))
  const listener = paceRequests({ answer: request => answered.push(request.url), priority })
  const ask = (url: string): ServerResponse => {
    const request = new IncomingMessage(new Socket())
    request.url = url
    const response = new ServerResponse(request)
    listener(request, response)
    return response
  }
  const nextTurn = (): void => {
    for (const act of soon.splice(0)) act()
  }
  return { ask, answered, nextTurn, accepted: priority.accepted }
}

// review: security H2
test('of 600 requests that come at once, four are answered in each turn of the event loop, in their order', () => {
  const { ask, answered, nextTurn } = stand()
  const urls = Array.from({ length: 600 }, (_, index) => `/${index}`)
  for (const url of urls) ask(url)
  expect(answered).toEqual(urls.slice(0, 4))
  nextTurn()
  expect(answered).toEqual(urls.slice(0, 8))
  for (let turn = 2; turn < 150; turn++) nextTurn()
  expect(answered).toEqual(urls)
})

test('a lone request is answered at once, also behind a turn in which many came', () => {
  const { ask, answered, nextTurn } = stand()
  for (let index = 0; index < 5; index++) ask(`/${index}`)
  nextTurn()
  nextTurn()
  ask('/last')
  expect(answered.at(-1)).toBe('/last')
})

test('a request whose connection is gone meanwhile is not answered, nor counted', () => {
  const { ask, answered, nextTurn } = stand()
  const responses = Array.from({ length: 9 }, (_, index) => ask(`/${index}`))
  responses[4]?.destroy()
  nextTurn()
  expect(answered).toEqual([...Array(9).keys()].filter(index => index !== 4).map(index => `/${index}`))
})

// review: failing services 3
test('a request waits until the connections behind it are accepted', () => {
  const { ask, answered, nextTurn, accepted } = stand()
  accepted()
  ask('/first')
  nextTurn()
  accepted()
  ask('/second')
  nextTurn()
  expect(answered).toEqual([])
  nextTurn()
  expect(answered).toEqual(['/first', '/second'])
})
