import { binary, text } from '../../descriptor/field';
import { OUTPUT_PROPERTY } from '../../descriptor/names';

/** The file to upload. */
export const inputFile = binary('file', 'Input Data Field Name');

/** Where a downloaded file goes. */
export const outputProperty = text(OUTPUT_PROPERTY, 'Output Data Field Name', {
	placeholder: 'e.g. data',
});
