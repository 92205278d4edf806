import { curlOf } from '@hookwright/model'
import type { RequestToCopy } from './request-to-copy.ts'

/** A request as a command for a shell; bytes that are no text come from a pipe. */
export const asCurl = ({ body, ...request }: RequestToCopy): string =>
  'text' in body
    ? curlOf({ ...request, body: body.text })
    : `printf %s '${body.base64}' | base64 -d |\n${curlOf({ ...request, body: '' })} \\\n  --data-binary @-`
