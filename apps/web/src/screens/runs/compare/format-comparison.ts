import type { ComparedStep } from '@hookwright/engine'

type Is = ComparedStep['is']

/** Labels of the kinds of differences. */
export const differenceSays: Record<Is, string> = {
  same: 'Same',
  changed: 'Changed',
  'only-old': 'Only before',
  'only-next': 'Only after'
}

const formatStepCount = (count: number): string => (count === 1 ? '1 step' : `${count} steps`)

/** Formats the result of a comparison of two runs as a sentence. */
export const formatComparison = (
  steps: readonly Pick<ComparedStep, 'is'>[],
  resultDiffers: boolean
): string => {
  const differ = steps.filter(({ is }) => is !== 'same').length
  if (differ === 0 && !resultDiffers)
    return steps.length === 0
      ? 'Neither run has a step to be compared.'
      : `Both runs gave the same in ${steps.length === 1 ? 'their one step' : `all ${formatStepCount(steps.length)}`}.`
  const all = `${differ} of ${formatStepCount(steps.length)} ${differ === 1 ? 'differs' : 'differ'}`
  return resultDiffers ? `${all}, and so does the result.` : `${all}.`
}
