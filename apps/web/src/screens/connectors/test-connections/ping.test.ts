import { Fault, type FaultData } from '@hookwright/model'
import { expect, test } from 'vitest'
import { pingResultOf } from './ping.ts'

const failedWith = (fault: FaultData) =>
  pingResultOf({ status: { is: 'failed', at: ['ask'], fault }, startedAt: 1, finishedAt: 3 })

const answer = { method: 'GET', url: '/me', status: 401 }

test('a refused ping says what the service says, and keeps the answer in which it said that', () => {
  const body = '{"error":"No such key."}'
  const { message: why, ...fault } = new Fault('http.status', {
    ...answer,
    body,
    said: 'No such key.'
  }).toData()
  expect(failedWith({ message: why, ...fault })).toEqual({
    ok: false,
    why,
    answer: { body, isCut: false },
    at: 3
  })
  expect(why).toBe('GET /me was answered with 401: No such key.')
})

test('of an answer that is longer than is kept, only its beginning is told as such', () => {
  const body = '{"error":"No such key.","help":"Ask for'
  expect(
    failedWith(new Fault('http.status', { ...answer, body, said: 'No such key.' }).toData())
  ).toMatchObject({
    answer: { body, isCut: true }
  })
})

test('an answer that the sentence quotes as it came is not told twice', () => {
  expect(failedWith(new Fault('http.status', { ...answer, body: 'no' }).toData())).toMatchObject({
    why: 'GET /me was answered with 401: no',
    answer: null
  })
})

test('one that was answered tells how long that took', () => {
  expect(pingResultOf({ status: { is: 'succeeded' }, startedAt: 1, finishedAt: 3 })).toEqual({
    ok: true,
    took: 2,
    at: 3
  })
})
