package export

// Row appends a row of cells as [CSV] writes them: none is a formula to a
// spreadsheet.
func Row(dst []byte, cells ...string) []byte {
	row := make([]string, len(cells))
	for i, cell := range cells {
		row[i] = guard(cell)
	}
	return appendRow(dst, row)
}
