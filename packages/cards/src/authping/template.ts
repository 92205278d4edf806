import { type Flow, literal } from '@hookwright/model'
import { rawRequest } from '../raw-request/card.ts'
import type { TemplateInput } from '../template/build-template.ts'
import { accountPath, filled, rowOfCards } from '../template/build-template.ts'
import { authping } from './card.ts'

/**
 * A flow that tries out a connection with the practice service as it stands, to be changed into one for another service:
 * it asks whose credentials came, and fails where they are refused.
 */
export const authpingTemplate = ({ baseUrl, newId }: Omit<TemplateInput, 'options'>): Flow =>
  rowOfCards(
    filled(authping, newId()),
    filled(rawRequest, newId(), {
      title: 'Get the account of the credentials',
      inputs: { url: literal(accountPath(baseUrl)) }
    })
  )
