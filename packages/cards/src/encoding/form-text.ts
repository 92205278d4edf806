import { encodeUrlText } from '@hookwright/engine'

/** A text as a name or a value of a form-encoded body. */
export const encodeFormText = (text: string): string => encodeUrlText(text).replace(/%20/g, '+')
