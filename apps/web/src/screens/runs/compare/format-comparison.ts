import type { ComparedStep } from '@hookwright/engine'
import { formatCount, pluralOf } from '../../../kit/page/format-count.ts'

type Is = ComparedStep['is']

/** Labels for the difference of a step between two runs: “Changed”, “Only in the later run”. */
export const differenceLabels: Record<Is, string> = {
  same: 'Same',
  changed: 'Changed',
  'only-old': 'Only in the earlier run',
  'only-next': 'Only in the later run'
}

/** Formats the result of a comparison of two runs: “2 of 5 steps differ, and the result differs too.” */
export const formatComparison = (
  steps: readonly Pick<ComparedStep, 'is'>[],
  resultDiffers: boolean
): string => {
  const differ = steps.filter(({ is }) => is !== 'same').length
  if (differ === 0 && !resultDiffers)
    return steps.length === 0
      ? 'Neither run has steps to compare.'
      : 'Both runs have the same outputs in all steps.'
  const all = `${differ} of ${formatCount(steps.length, 'step')} ${pluralOf(differ, 'differs', 'differ')}`
  return resultDiffers ? `${all}, and the result differs too.` : `${all}.`
}
