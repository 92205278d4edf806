import { expect, test } from 'vitest'
import { type Asked, checkAnswers, type Gap } from './check-answers.ts'

const asked = (params: Partial<Asked>): Asked => ({
  id: 'a',
  began: 10,
  reused: true,
  written: 11,
  end: { is: 'answered', status: 202, at: 20 },
  ...params
})
const answered = (status: number) => asked({ end: { is: 'answered', status, at: 20 } })
const cut = (params: Partial<Asked> = {}) => asked({ end: { is: 'cut', status: 0, at: 20 }, ...params })
const killed: Gap = { from: 15, to: 30, told: false }
const stopped: Gap = { ...killed, told: true }

test('202, 200 and 503 are answers, and other statuses are breaches', () => {
  expect(checkAnswers([answered(202), answered(200), answered(503)], [])).toEqual([])
  expect(checkAnswers([answered(500), answered(404), answered(302)], [])).toEqual([
    'a was answered 500.',
    'a was answered 404.',
    'a was answered 302.'
  ])
})

test('a request that never gets an answer is a breach, even during a kill', () => {
  const late = asked({ end: { is: 'late', status: 0, at: 20 } })
  const waits = asked({ end: null })
  const breach = 'a was left without an answer.'
  expect(checkAnswers([late, waits], [killed])).toEqual([breach, breach])
})

test('a connection may be cut only while its server is killed', () => {
  expect(checkAnswers([cut()], [killed])).toEqual([])
  const breach = ['a was cut off although the server lived.']
  expect(checkAnswers([cut()], [])).toEqual(breach)
  expect(checkAnswers([cut()], [{ ...killed, from: 21 }])).toEqual(breach)
  expect(checkAnswers([cut()], [{ ...killed, from: 2, to: 9 }])).toEqual(breach)
})

test('a server that is stopping must answer requests written before on open connections', () => {
  expect(checkAnswers([cut()], [stopped])).toEqual([
    'a was with the server before it was told to stop, and was cut off.'
  ])
  const mayBeCut = [cut({ written: 16 }), cut({ written: null }), cut({ reused: false })]
  expect(checkAnswers(mayBeCut, [stopped])).toEqual([])
})
