import { curlOf } from '@hookwright/model'
import type { RequestToCopy } from './request-to-copy.ts'

/** Formats a request as a shell command; binary bytes are piped. */
export const asCurl = ({ body, ...request }: RequestToCopy): string =>
  'text' in body
    ? curlOf({ ...request, body: body.text })
    : `printf %s '${body.base64}' | base64 -d |\n${curlOf({ ...request, body: '' })} \\\n  --data-binary @-`
