import type { FieldId } from '@hookwright/model'
import { labelControlId } from '../view/fields-editor/label-control.ts'
import type { OptionErrorPlace } from './validate-options.ts'

/** Element ids of an option's controls, used in links from problems. */
export const placeIds = {
  values: (option: FieldId): string => `values-of-${option}`,
  pasted: (option: FieldId): string => `pasted-for-${option}`,
  row: (row: string, of: 'display' | 'value' = 'display'): string => `${of}-${row.replaceAll(' ', '-')}`,
  input: (option: FieldId, input: FieldId): string => `input-of-${option}-${input}`
}

/** Returns the element id of the control that fixes a validation error. */
export const placeIdOf = (option: FieldId, at: OptionErrorPlace): string => {
  switch (at.part) {
    case 'label':
      return labelControlId(option)
    case 'values':
      return placeIds.values(option)
    case 'pasted':
      return placeIds.pasted(option)
    case 'row':
      return placeIds.row(at.row, at.of)
    case 'input':
      return placeIds.input(option, at.input)
  }
}
