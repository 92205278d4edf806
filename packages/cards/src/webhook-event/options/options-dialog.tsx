import type { DialogProps } from '../../face/dialog-props.ts'

export const OptionsDialog = (_: DialogProps) => null
