// Row 11: Handlebars, compiled beforehand, without escapes for HTML.
import {answer, load, payload, sample} from '../sampling.mjs';

const handlebars = load('handlebars');

const PLAIN =
  '{{person}} here at {{business}}. Sorry we missed your call, we were out on jobs. What are you hoping to get done? ' +
  'Call {{callback}}. Reply STOP to opt out.';
const CLAUSES =
  '{{person}} here at {{business}}{{#if name}}, hi {{name}}{{/if}}. Sorry we missed your call{{#if trade}} about your ' +
  '{{trade}}{{/if}}. How can we best help you? Call {{callback}}. Reply STOP to opt out.';
const VALUES = {
  person: 'Alex',
  business: 'Northside Renovations',
  callback: '403-555-0199',
  name: 'Dana',
  trade: 'kitchen',
};

function time(source, expected) {
  const words = handlebars.compile(source, {noEscape: true});
  return sample(() => words(VALUES), expected);
}

answer({
  'handlebars (node)': time(PLAIN, payload.text),
  'handlebars (node), clauses': time(CLAUSES, payload['text with clauses']),
});
