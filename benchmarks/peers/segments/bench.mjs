// Row 12: the public calculator that Twilio's page is made of.
import {answer, load, payload, sample} from '../sampling.mjs';

const {SegmentedMessage} = load('sms-segments-calculator');

function count() {
  const message = new SegmentedMessage(payload.text);
  return `${message.encodingName} ${message.numberOfCharacters} ${message.segmentsCount}`;
}

answer({'sms-segments-calculator (node)': sample(count, `GSM-7 ${payload.text.length} 1`)});
