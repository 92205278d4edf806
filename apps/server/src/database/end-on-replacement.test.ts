import { expect, test } from 'vitest'
import { endOnReplacement } from './end-on-replacement.ts'

test('a process that others have replaced says so and exits with the code that starts it again', () => {
  const said: string[] = []
  const codes: number[] = []
  endOnReplacement({ say: sentence => said.push(sentence), exit: code => codes.push(code) })()
  expect(said).toEqual([expect.stringContaining('other processes took over its work')])
  expect(codes).toEqual([75])
})
