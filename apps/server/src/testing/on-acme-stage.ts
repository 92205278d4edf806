import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type AcmeStage, openStage } from './acme-stage.ts'
import { type PracticeService, startPractice } from './practice.ts'

/** Opens one stage and its practice service for all tests of a file, and takes from the service what a test before left. */
export const onAcmeStage = (opened: (on: { practice: PracticeService; stage: AcmeStage }) => void): void => {
  let practice: PracticeService | undefined
  let stage: AcmeStage | undefined
  beforeAll(async () => {
    practice = await startPractice()
    stage = await openStage(practice)
    opened({ practice, stage })
  })
  afterAll(async () => {
    await stage?.server.remove()
    await practice?.stop()
  })
  beforeEach(() => practice?.clear())
}
