import { nameOfType } from '@hookwright/model'
import type { DriftStep } from './drift-step.ts'

/** Formats a step: “Add “Plan” (Text) to “User””. */
export const sayStep = (step: DriftStep): string => {
  switch (step.does) {
    case 'add':
      return `Add “${step.label}” (${nameOfType(step.dataType)}) to “${step.group}”`
    case 'map':
      return `Map “${step.label}”, which nothing feeds yet`
    case 'retype':
      return `Make “${step.label}” ${nameOfType(step.to)} instead of ${nameOfType(step.from)}`
    case 'remove':
      return `Remove “${step.label}”`
  }
}
