import { encodeUrlText } from '@hookwright/engine'

/** A text as a name or a value of a form-encoded body, as browsers write it (WHATWG URL, 5.2). */
export const encodeFormText = (text: string): string =>
  encodeUrlText(text).replace(/%20/g, '+').replace(/%2A/g, '*').replace(/~/g, '%7E')
