import { expect, test } from 'vitest'
import { readAnswerJson } from './answer-json.ts'

test('the JSON of an answer is read as typed', () => {
  expect(readAnswerJson('{"challenge": "{json.challenge}", "ok": 1}')).toEqual({
    value: { challenge: '{json.challenge}', ok: 1 }
  })
})

test('an invalid answer says why, and how to fix it', () => {
  expect(readAnswerJson('{"ok": 1')).toEqual({
    error: 'This is not valid JSON, so the response was not changed. Fix the JSON, or undo the change.'
  })
  expect(readAnswerJson('{"id": 9007199254740993}')).toEqual({
    error:
      '9007199254740993 is too large to be stored exactly, so the response was not changed. Put the number in quotes, or use a smaller one.'
  })
})
