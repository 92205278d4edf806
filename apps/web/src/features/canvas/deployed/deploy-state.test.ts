import { describe, expect, test } from 'vitest'
import { deployStateOf } from './deploy-state.ts'

const live = { number: 1, status: 'deployed' as const }
const same = { isFlowSame: true, draft: { flows: [] }, deployed: { flows: [] } }

describe('the draft of a connector', () => {
  test('is up to date when it has not changed since its deployment', () => {
    expect(deployStateOf({ ...same, versions: [live] })).toEqual({ is: 'deployed', number: 1 })
  })

  test.each([
    ['after an edit of the open flow', { ...same, isFlowSame: false }],
    ['after an edit elsewhere in the connector', { ...same, draft: { flows: [1] } }]
  ])('is deployed as the next version %s', (_, params) => {
    expect(deployStateOf({ ...params, versions: [live] })).toEqual({ is: 'next', number: 2 })
  })

  test('is deployed as the pending test version', () => {
    const versions = [{ number: 2, status: 'test' as const }, live]
    expect(deployStateOf({ ...same, versions })).toEqual({ is: 'next', number: 2 })
  })

  test('without a version is deployed as the first one', () => {
    expect(deployStateOf({ ...same, versions: [] })).toEqual({ is: 'next', number: 1 })
  })

  test('is unknown while it loads', () => {
    expect(deployStateOf({ ...same, versions: undefined })).toEqual({ is: 'unknown' })
    expect(deployStateOf({ ...same, versions: [live], isFlowSame: null })).toEqual({ is: 'unknown' })
    expect(deployStateOf({ ...same, versions: [live], draft: undefined })).toEqual({ is: 'unknown' })
  })
})
